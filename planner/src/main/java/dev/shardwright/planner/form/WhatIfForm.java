package dev.shardwright.planner.form;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.whatif.CardTraffic;
import dev.shardwright.simulator.whatif.Contention;
import dev.shardwright.simulator.whatif.Disturbance;
import dev.shardwright.simulator.whatif.Jitter;
import dev.shardwright.simulator.whatif.MicroBatchWork;
import dev.shardwright.simulator.whatif.Perturbation;
import dev.shardwright.simulator.whatif.Replicas;
import dev.shardwright.simulator.whatif.Scenario;
import dev.shardwright.simulator.whatif.SlowLink;
import dev.shardwright.simulator.whatif.SlowRank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** What disturbs a job's step, as it is typed: texts by option; absent ones disturb nothing. */
public record WhatIfForm(Map<String, String> texts) {
    private static final String JITTER = "--jitter";
    private static final String SEED = "--seed";
    private static final String WORK = "--micro-batch-work";
    private static final String CONTENTION = "--communication-sms";
    private static final String CARD = "--shared-card";

    /** Longer times than this many times the planned ones are a slip. */
    private static final double LARGEST_FACTOR = 1e6;

    /** More than this, as a share of the mean, is a slip too. */
    private static final double LARGEST_VARIATION = 10;

    public WhatIfForm {
        texts = Map.copyOf(texts);
    }

    private String text(String option) {
        return texts.getOrDefault(option, "");
    }

    public Scenario scenario(OptionReader reader, TrainingJob job) {
        int ranks = job.layout().degrees().pipeline();
        List<Disturbance> disturbances = new ArrayList<>();
        disturbances.addAll(slow(reader, "--slow-rank", ranks, SlowRank::new));
        disturbances.addAll(slow(reader, "--slow-link", ranks, SlowLink::new));
        List<Double> work = reader.readAll(WORK, text(WORK), WhatIfForm::factor);
        if (!work.isEmpty()) {
            disturbances.add(new MicroBatchWork(work));
        }
        double processors =
                reader.read(CONTENTION, text(CONTENTION), 0.0, share -> contention(OptionReader.share(share)));
        Contention contention = new Contention(processors, text(CARD).isEmpty() ? Set.of() : CardTraffic.of(job));
        double variation = reader.read(JITTER, text(JITTER), 0.0, WhatIfForm::variation);
        long seed = reader.read(SEED, text(SEED), 1L, WhatIfForm::wholeNumber);
        reader.require(
                text(SEED).isEmpty() || !text(JITTER).isEmpty(),
                SEED + " = " + text(SEED),
                "is the seed of " + JITTER + ", which is not given.",
                "Leave it out, or add " + JITTER + " 5%.");
        Replicas replicas = new Replicas(job.layout().degrees().data(), new Jitter(variation, seed));
        return new Scenario(new Perturbation(disturbances), contention, replicas);
    }

    /** R=FACTOR, one or more. */
    private List<Disturbance> slow(
            OptionReader reader, String option, int ranks, BiFunction<Integer, Double, Disturbance> kind) {
        return reader.readAll(option, text(option), item -> {
            String[] sides = item.split("=", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException("must be a pipeline rank and a factor, such as 0=1.2");
            }
            return kind.apply(rank(sides[0].strip(), ranks), factor(sides[1].strip()));
        });
    }

    private static int rank(String text, int ranks) {
        int rank;
        try {
            rank = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must name a pipeline rank by its number, such as 0=1.2", e);
        }
        if (rank < 0 || rank >= ranks) {
            String known = ranks == 1 ? "only rank 0" : "ranks 0 to " + (ranks - 1);
            throw new IllegalArgumentException("names pipeline rank " + rank + ", but the layout has " + known);
        }
        return rank;
    }

    private static double factor(String text) {
        double factor;
        try {
            factor = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must hold factors on time, such as 1.2", e);
        }
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("must hold factors above 0, not " + text);
        }
        if (factor > LARGEST_FACTOR) {
            throw new IllegalArgumentException("must hold factors up to 1000000, not " + text);
        }
        return factor;
    }

    private static double variation(String text) {
        double variation = OptionReader.share(text);
        if (variation > LARGEST_VARIATION) {
            throw new IllegalArgumentException("must be 10 (1000%) or less");
        }
        return variation;
    }

    private static double contention(double share) {
        if (share >= 1) {
            throw new IllegalArgumentException("must be below 1 (100%), or compute would stand still");
        }
        return share;
    }

    private static long wholeNumber(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }
}
