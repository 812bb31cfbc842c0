package dev.shardwright.simulator.model;

/** One line of a parameter ledger: what, how many times, parameters of one, and how many of those a token uses. */
public record ParameterLine(String name, long times, long each, long active) {
    public static ParameterLine of(String name, long times, long each) {
        return new ParameterLine(name, times, each, times * each);
    }

    public long total() {
        return times * each;
    }

    public ParameterLine repeated(int layers) {
        return new ParameterLine(name, times * layers, each, active * layers);
    }
}
