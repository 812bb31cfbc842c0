package dev.shardwright.simulator.validation;

/** Why a measured run cannot be predicted; the reason is shown to the user. */
final class Unscorable extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 1 << 24;

    Unscorable(String reason) {
        super(reason);
    }

    /** A size that must be stated, at least 1 and at most a million. */
    static int size(Integer value, String field) throws Unscorable {
        int stated = need(value, field);
        if (stated < 1 || stated > MOST) {
            throw new Unscorable(field + " = " + stated + " is not a size from 1 to " + MOST);
        }
        return stated;
    }

    static <T> T need(T value, String field) throws Unscorable {
        if (value == null) {
            throw new Unscorable("the source does not state " + field);
        }
        return value;
    }
}
