package dev.shardwright.simulator.catalog;

import java.util.List;

/** Everything one hardware file says, in its order. */
public record HardwareSheet(String name, String label, List<String> aliases, List<SourcedFigure> figures) {}
