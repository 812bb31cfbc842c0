package dev.shardwright.simulator.validation;

/** Why a measured run cannot be predicted; the reason is shown to the user. */
final class Unscorable extends Exception {
    private static final long serialVersionUID = 1L;

    Unscorable(String reason) {
        super(reason);
    }

    static <T> T need(T value, String field) throws Unscorable {
        if (value == null) {
            throw new Unscorable("the source does not state " + field);
        }
        return value;
    }
}
