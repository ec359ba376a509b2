// What is told of the tasks where they are not shown, in English, the source of the others.

export const aroundTasks = {
  heading_arrive: 'Welcome',
  heading_pack: 'My basket',
  heading_lay: 'On the blanket',
  heading_taste: 'Have a taste',
  heading_cluster: 'Group the notes',
  heading_vote: 'Vote',
  heading_take: 'Take along',
  heading_harvest: 'The harvest',
  spotlit: 'Everyone is shown this note: {text}',
  halfWrittenTold: 'What you were writing is kept. You find it in “{heading}”.',
  heading_kept: 'Not finished',
  heading_basketToRead: 'What is yours',
  copied: 'Copied',
  copyFailed: 'The browser did not let it be copied. Select the text and copy it by hand.',
  discarded: 'The unfinished text is thrown away.',
};
