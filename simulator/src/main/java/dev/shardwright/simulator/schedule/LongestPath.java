package dev.shardwright.simulator.schedule;

/**
 * The longest of the paths that may keep a schedule from ending earlier. A path counts how many forwards, input gradients
 * and weight gradients it holds.
 */
final class LongestPath {
    private final PassTimes times;
    private double longest;

    /** @param times of a rank */
    LongestPath(PassTimes times) {
        this.times = times;
    }

    LongestPath or(double forwards, double inputGradients, double weightGradients) {
        double path = forwards * times.forward()
                + inputGradients * times.inputGradient()
                + weightGradients * times.weightGradient();
        longest = Math.max(longest, path);
        return this;
    }

    /** The path and the one with forwards and input gradients exchanged. */
    LongestPath orMirrored(double forwards, double inputGradients, double weightGradients) {
        return or(forwards, inputGradients, weightGradients).or(inputGradients, forwards, weightGradients);
    }

    /** Zero or more. */
    double time() {
        return longest;
    }
}
