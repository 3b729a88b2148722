import type { Language } from '@xieshou/sdk';
import { keepLanguage, languageNames, htmlLanguage, readLanguage, showLanguage } from '../app/language.js';
import { en } from './locale/en.js';
import { zh } from './locale/zh.js';
import { returnPath } from './return-path.js';

const texts = { zh, en };
let language = readLanguage();

const at = <E extends HTMLElement>(id: string): E => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`login.html has no element #${id}.`);
  return element as E;
};

const username = at<HTMLInputElement>('username');
const password = at<HTMLInputElement>('password');
const submit = at<HTMLButtonElement>('submit');
const reveal = at<HTMLButtonElement>('reveal');
const languageButton = at<HTMLButtonElement>('language');

const say = (id: string, text: string) => {
  at(id).textContent = text;
};

const mark = (input: HTMLInputElement, error: string) => {
  say(`${input.id}-error`, error);
  input.setAttribute('aria-invalid', String(error !== ''));
};

const showReveal = () => {
  const isShown = password.type === 'text';
  reveal.textContent = texts[language][isShown ? 'hide' : 'show'];
  reveal.setAttribute('aria-pressed', String(isShown));
  reveal.setAttribute(
    'aria-label',
    `${texts[language].show}${language === 'en' ? ' ' : ''}${texts[language].password}`,
  );
};

const show = (next: Language) => {
  language = next;
  showLanguage(next);
  const t = texts[next];
  document.title = `${t.title} - ${t.name}`;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]'))
    element.textContent = t[element.dataset['text'] as keyof typeof t];
  submit.textContent = t.submit;
  const other = next === 'zh' ? 'en' : 'zh';
  languageButton.textContent = languageNames[other];
  languageButton.lang = htmlLanguage[other];
  ['problem', 'username-error', 'password-error', 'caps'].forEach((id) => say(id, ''));
  showReveal();
};

const enter = () => window.location.replace(returnPath.read(window.location.search));

/** The server's own sentence where it gives one. */
const sentence = async (response: Response): Promise<string> => {
  try {
    const { title } = (await response.json()) as { title?: unknown };
    if (typeof title === 'string' && title !== '') return title;
  } catch {
    // no problem document: a proxy's page, or nothing
  }
  return texts[language].unexpected;
};

const signIn = async () => {
  const t = texts[language];
  say('problem', '');
  mark(username, username.value.trim() ? '' : t.missingUsername);
  mark(password, password.value ? '' : t.missingPassword);
  const missing = [username, password].find((input) => input.getAttribute('aria-invalid') === 'true');
  if (missing) return missing.focus();

  submit.disabled = true;
  submit.textContent = t.sending;
  try {
    const response = await fetch('/api/session', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': htmlLanguage[language] },
      body: JSON.stringify({ username: username.value.trim(), password: password.value }),
    });
    if (response.ok) return enter();
    say('problem', await sentence(response));
    password.select();
  } catch {
    say('problem', t.unreachable);
  }
  submit.disabled = false;
  submit.textContent = t.submit;
};

at('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void signIn();
});
languageButton.addEventListener('click', () => {
  const next = language === 'zh' ? 'en' : 'zh';
  keepLanguage(next);
  show(next);
});
reveal.addEventListener('click', () => {
  password.type = password.type === 'password' ? 'text' : 'password';
  showReveal();
});
password.addEventListener('keyup', (event) => {
  say('caps', event.getModifierState('CapsLock') ? texts[language].caps : '');
});

show(language);
username.focus();

/** Who is signed in already need not see this page. */
const skipIfSignedIn = async () => {
  const response = await fetch('/api/session', { credentials: 'same-origin' });
  if (!response.ok) return;
  const { user } = (await response.json()) as { user: unknown };
  if (user) enter();
};
void skipIfSignedIn().catch(() => undefined); // the page itself says so when somebody signs in
