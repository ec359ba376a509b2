// The session's texts in English, the source of the others.

export const session = {
  lateRefusal: 'Something you did without a connection came too late and was left out.',
  lateRefusalOfText: 'What you wrote without a connection could not be added any more: “{text}”',
  copyText: 'Copy the text',
};
