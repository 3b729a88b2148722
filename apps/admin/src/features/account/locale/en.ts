export const en = {
  title: 'Change password',
  forcedTitle: 'Set a new password first',
  forcedText: 'Your password is a one-time password or has expired. Set a new one to go on.',
  current: 'Current password',
  next: 'New password',
  repeat: 'New password again',
  rule: 'At least 8 characters, three of: capital letters, small letters, digits, signs; without the user name.',
  missing: {
    current: 'Fill in the current password',
    next: 'Fill in the new password',
    repeat: 'Fill in the new password again',
  },
  different: 'The two new passwords differ; type them again',
  save: 'Save the new password',
  saved: 'The password is changed; sign-ins on other devices have ended.',
  signOut: 'Sign out',
};
