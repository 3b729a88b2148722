import { createLink } from '@tanstack/react-router';
import { Button, type ButtonProps } from 'antd';

/** A link that looks like a button: it leads to another page, and opens in a new tab like any link. */
export const LinkButton = createLink(Button);

/** The one that stands out. The router keeps `type` to itself, so that it cannot be passed through. */
export const PrimaryLinkButton = createLink((button: ButtonProps) => <Button {...button} type="primary" />);
