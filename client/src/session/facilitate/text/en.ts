// What facilitators read, in English: the source that the other languages follow key by key.

/** The bar, and where everyone looks. */
const facilitate = {
  went: 'Now: {phase}',
  cameBack: 'Back in: {phase}. Its time starts from the beginning.',
  notYet: 'Not yet',
  spotlight: 'Show to everyone',
  spotlightEnd: 'Stop showing',
  spotlit: 'Shown to everyone: {text}',
  spotlitEmpty: 'A note is shown to everyone',
  leading: 'Everyone’s view follows yours',
  leadingEnd: 'Stop leading',
  following: 'Your view follows {name}',
  followingEnd: 'Stop following',
  notFollowing: '{name} is showing the board',
  followAgain: 'Follow along',
  brought: '{name} brought everyone here',
  broughtBack: 'Go back',
  broughtWhileBusy: '{name} asks everyone to look at the same place',
  broughtGo: 'Go there',
};

/** Why something was not done, as the server's code says. */
const notDone = {
  notAllowed: 'Only a facilitator can do that.',
  notKnown: 'This page does not know you any more. Load it again.',
  notNow: 'That cannot be done in this phase.',
  notYourTurn: 'It is somebody else’s turn.',
  stale: 'Somebody was quicker: the picnic has already moved on.',
  notThere: 'It is not there any more.',
  taken: 'That one is there already.',
  overBudget: 'That is more votes than there may be.',
  tooLong: 'The text is too long. Please shorten it.',
  tooMany: 'There are already as many as there may be.',
  empty: 'Write something first.',
  alreadyLaid: 'The note is on the board already. Change it there.',
  notYourProxy: 'Somebody else acts for this person now.',
  lastFacilitator: 'Somebody must be facilitator. Make another person one first.',
  namesShown: 'Names are shown now, and this was sent without one.',
  archived: 'The room is archived, so nothing in it changes.',
  promised: 'People wrote trusting that nobody will learn who wrote what. That promise is kept.',
  unknown: 'The server is older than this page and cannot do that yet. Tell whoever runs it.',
};

export const facilitation = { facilitate, notDone };
