"""ALL organisations together: compact entries, relations, facets, order, freshness, and the rules over all of them."""
