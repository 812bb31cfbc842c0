package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.unit.Seconds;

/**
 * How often a job fails and what that costs. Failures are independent of each other and of how long the last one is ago.
 *
 * @param betweenFailures mean time between failures of the whole job
 * @param checkpoint time that training stands still while a checkpoint is written
 * @param restart from a failure until training goes on from the last checkpoint
 */
public record Reliability(Seconds betweenFailures, Seconds checkpoint, Seconds restart) {
    private static final int HALVINGS = 80;

    public Reliability {
        if (betweenFailures.value() == 0) {
            throw new IllegalArgumentException("the mean time between failures must be above 0");
        }
    }

    /** Of a job that fails whenever one of its devices fails. */
    public static Reliability ofDevices(
            Seconds betweenFailuresOfOne, int devices, Seconds checkpoint, Seconds restart) {
        return new Reliability(betweenFailuresOfOne.times(1.0 / devices), checkpoint, restart);
    }

    /** sqrt(2 delta M): Young 1974, A first order approximation to the optimum checkpoint interval. */
    public Seconds youngInterval() {
        return new Seconds(Math.sqrt(2 * checkpoint.value() * betweenFailures.value()));
    }

    /** The perturbation solution of Daly 2006, equation 37. */
    public Seconds dalyInterval() {
        double ratio = checkpoint.value() / (2 * betweenFailures.value());
        if (ratio >= 1) {
            return betweenFailures;
        }
        double higherOrders = 1 + Math.sqrt(ratio) / 3 + ratio / 9;
        return new Seconds(youngInterval().value() * higherOrders - checkpoint.value());
    }

    /**
     * The interval at which the useful share is largest: x = tau / M solves (1 - x) e^x = e^(-delta / M), the zero of the
     * derivative of Daly 2006, equation 20.
     */
    public Seconds bestInterval() {
        double wanted = Math.exp(-checkpoint.value() / betweenFailures.value());
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double x = (low + high) / 2;
            if ((1 - x) * Math.exp(x) > wanted) {
                low = x;
            } else {
                high = x;
            }
        }
        return betweenFailures.times((low + high) / 2);
    }

    public Goodput every(Seconds interval) {
        return new Goodput(this, interval);
    }
}
