package dev.shardwright.simulator.model;

import java.util.List;

/** The feed-forward block of a decoder layer. */
public sealed interface FeedForward permits DenseFeedForward, MixtureOfExperts {
    /** The linear maps of one layer; those of routed experts carry their number of copies. */
    List<Projection> projections(int hidden);

    /** Ledger lines of one layer, with the parameters that one token uses. */
    List<ParameterLine> parameters(int hidden);
}
