export { type Answer, type Client, clientOf, type SendOptions, UnexpectedAnswer } from './client.js';
export {
  type ContractPromise,
  contractPromises,
  type Entered,
  programmeContract,
  type Sample,
  type Samples,
} from './contract.js';
export { exampleTeam } from './contract/example-parties.js';
export { type District, makeDistrict, PASSWORD, type Place, signedIn } from './factories.js';
export { freshDatabase, startPostgres } from './postgres.js';
export { type Engine, engines, startTestServer, TestClock, type TestServer } from './server.js';
export { officialPapers } from './official-papers.js';
export { officialTables, tableLines } from './official-tables.js';
export { fillTemplate, openWorkbook } from './workbooks.js';
export { openWord, type OpenedWord } from './word-files.js';
