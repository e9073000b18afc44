"""Search: the analysis of words, the index cut into shards, and the engine that reads them as the browser does."""
