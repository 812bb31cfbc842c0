package dev.shardwright.simulator.whatif;

/** The standard normal distribution, and the largest of several draws from it. */
final class NormalDistribution {
    /** Beyond, in standard deviations, nothing is seen in doubles. */
    private static final double LIMIT = 8;

    private static final int SLICES = 4000;
    private static final int HALVINGS = 60;
    private static final double PEAK = 1 / Math.sqrt(2 * Math.PI);

    private NormalDistribution() {}

    /** 1/2 + density(x) (x + x^3/3 + x^5/(3 5) + ...): Marsaglia 2004, Evaluating the normal distribution. */
    static double cumulative(double x) {
        if (Math.abs(x) >= LIMIT) {
            return x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = x;
        for (int i = 3; Math.abs(term) > Math.ulp(sum) / 2; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * density(x);
    }

    static double density(double x) {
        return PEAK * StrictMath.exp(-x * x / 2);
    }

    /** Where the largest of {@code draws} stays below with a probability. */
    static double largestBelow(int draws, double probability) {
        double low = -LIMIT;
        double high = LIMIT;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (StrictMath.pow(cumulative(middle), draws) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Mean of the largest of {@code draws}: the integral of x draws F(x)^(draws - 1) f(x). */
    static double meanOfLargest(int draws) {
        double sum = 0;
        double width = 2 * LIMIT / SLICES;
        for (int i = 0; i < SLICES; i++) {
            double x = -LIMIT + (i + 0.5) * width;
            sum += x * draws * StrictMath.pow(cumulative(x), draws - 1) * density(x);
        }
        return sum * width;
    }
}
