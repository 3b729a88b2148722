export const en = {
  kind: { teacher: 'Teacher', staff: 'Staff', student: 'Student', volunteer: 'Volunteer', other: 'Other' },
  field: {
    name: 'Name',
    kind: 'Kind',
    organisation: 'Organisation',
    code: 'Number',
    post: 'Post',
    subject: 'Subject',
    idNumber: 'ID number',
  },
  list: {
    title: 'People',
    lead: 'Teachers, students and others who take part; records choose their people from here.',
    q: 'Person',
    qHint: 'Name or number',
    add: 'Register person',
    import: 'Import people',
    empty: 'Nobody is registered yet. Import a workbook, or register people one by one.',
    emptyRead: 'Nobody is registered in your scope.',
    emptyHere: 'Nobody is registered at this organisation yet.',
  },
  idNumber: {
    reveal: 'Show',
    title: 'Show the whole ID number of "{{name}}"',
    reason: 'Reason (at least 2 characters)',
    example: 'For example: checking a training registration',
    logged:
      'Your account, the time and the reason stand in the audit log. The number is masked again after 60 seconds.',
    hidesAgain: 'Masked again after 60 seconds',
  },
  form: {
    addTitle: 'Register person',
    editTitle: 'Change person',
    add: 'Register person',
    save: 'Save changes',
    codeHelp: 'Staff or student number, unique in the organisation; tells people of the same name apart.',
    idNumberHelp:
      'May be left empty. Kept encrypted and shown behind a mask; leave the mask to keep it, clear the field to remove it.',
    added: '"{{name}}" was registered.',
    saved: '"{{name}}" was saved.',
  },
};
