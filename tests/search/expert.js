// lunr's own query language over the shards: the twin of plugins/conect/search/expert.py, for tests and the curious.
import lunr from "./js/vendor/lunr.js";
import { fold } from "./js/search/analysis.js";
import { byScore, Ranker } from "./js/search/ranking.js";
import { joinPostings } from "./js/search/terms.js";

const START = 3;
const EXPANSIONS = 50;

async function everyPosting(store, { postings, list, huge }) {
  if (postings) return postings;
  if (list) return store.listed(list);
  return joinPostings(await Promise.all(huge.blocks.filter(Boolean).map(({ hash }) => store.listed(hash))));
}

async function prefix(store, term) {
  const letters = term.replace(/\*$/, "");
  if (letters.includes("*") || letters.length < START) return [];
  const found = await store.beginning(letters);
  return found.sort((a, b) => b.documents - a.documents || (a.name < b.name ? -1 : 1)).slice(0, EXPANSIONS);
}

/** Documents that lunr finds for a query in its own language: [{number, score}]. */
export async function search(store, text) {
  const root = await store.open();
  const query = new lunr.Query(root.fields);
  new lunr.QueryParser(fold(text), query).parse();
  const terms = (word) => root.lexicon.terms(word);
  const clauses = query.clauses.filter(({ term, usePipeline }) => !usePipeline || terms(term).length);
  if (!clauses.length) return [];
  const found = await Promise.all(
    clauses.map(({ term, usePipeline }) =>
      usePipeline ? Promise.all(terms(term).map((each) => store.entry(each))) : prefix(store, term),
    ),
  );
  const entries = new Map(found.flat().filter(Boolean).map((entry) => [entry.name, entry]));
  const wanted = await Promise.all(
    [...entries.values()].map(async (entry) => ({ entry, boost: 1, postings: await everyPosting(store, entry) })),
  );
  const numbers = new Set(wanted.flatMap(({ postings }) => [...postings.numbers]));
  const analyse = (token) => terms(token.toString()).map((term) => new lunr.Token(term));
  const index = new Ranker(root).index(wanted, numbers, analyse);
  query.clauses = clauses;
  const results = index.query((empty) => {
    empty.clauses = clauses;
  });
  return results.map(({ ref, score }) => ({ number: Number(ref), score })).sort(byScore);
}
