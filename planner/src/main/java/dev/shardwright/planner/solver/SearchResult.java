package dev.shardwright.planner.solver;

/** What a search found, out of how many candidates, and whether nothing better can be among them. */
public record SearchResult(Archive archive, long candidates, boolean optimal) {}
