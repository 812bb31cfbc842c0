package dev.shardwright.simulator.whatif;

/**
 * Numbers that look random and depend on nothing but a seed and a place. The mixing function and its constants are those of
 * SplitMix64 (Steele, Lea, Flood 2014, Fast splittable pseudorandom number generators, section 4; variant 13 of Stafford's
 * mixers).
 */
final class Chance {
    /** The golden ratio's odd 64-bit fraction: the step between the states of SplitMix64. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private static final long FIRST_MULTIPLIER = 0xBF58476D1CE4E5B9L;
    private static final long SECOND_MULTIPLIER = 0x94D049BB133111EBL;
    private static final int MANTISSA_BITS = 53;

    private Chance() {}

    /** 64 bits. */
    static long bits(long seed, long place) {
        return mixed(mixed(seed) + (place + 1) * STEP);
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * FIRST_MULTIPLIER;
        z = (z ^ (z >>> 27)) * SECOND_MULTIPLIER;
        return z ^ (z >>> 31);
    }

    /** Above 0, up to 1. */
    static double uniform(long seed, long place) {
        return ((bits(seed, place) >>> (Long.SIZE - MANTISSA_BITS)) + 1) * 0x1p-53;
    }

    /** Of the standard normal distribution (Box and Muller 1958); places do not share uniform numbers. */
    static double normal(long seed, long place) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform(seed, 2 * place)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(seed, 2 * place + 1));
    }
}
