package dev.shardwright.planner.explain;

import dev.shardwright.simulator.report.StepTime;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The parts of a step in which one layout needs less time than another, and those in which it needs more. */
public record PartDifference(List<Share> gains, List<Share> losses) {
    /** Seconds by which a part is shorter or longer. */
    record Share(Part part, double seconds) {}

    private static final int NAMED = 2;
    /** Parts below this share of the largest are not worth a word. */
    private static final double WORTH_NAMING = 0.1;

    public static PartDifference between(StepTime better, StepTime worse) {
        List<Share> gains = new ArrayList<>();
        List<Share> losses = new ArrayList<>();
        for (Part part : Part.values()) {
            double saved = worse.part(part).value() - better.part(part).value();
            if (saved > 0) {
                gains.add(new Share(part, saved));
            } else if (saved < 0) {
                losses.add(new Share(part, -saved));
            }
        }
        double least = WORTH_NAMING * Math.max(largest(gains), largest(losses));
        return new PartDifference(named(gains, least), named(losses, least));
    }

    private static double largest(List<Share> shares) {
        double most = 0;
        for (Share share : shares) {
            most = Math.max(most, share.seconds());
        }
        return most;
    }

    private static List<Share> named(List<Share> shares, double least) {
        List<Share> large = new ArrayList<>(shares);
        large.removeIf(share -> share.seconds() < least);
        large.sort(Comparator.comparingDouble(Share::seconds).reversed());
        return List.copyOf(large.subList(0, Math.min(NAMED, large.size())));
    }

    /** "1.20 s less exposed TP communication outweighs 0.40 s more bubble". */
    public String reason() {
        String text = words(gains, " less ");
        if (losses.isEmpty()) {
            return text;
        }
        return text + (gains.size() == 1 ? " outweighs " : " outweigh ") + words(losses, " more ");
    }

    /** What the worse one pays: "4.10 s more exposed TP communication against 1.20 s less bubble". */
    public String price() {
        String text = words(gains, " more ");
        return losses.isEmpty() ? text : text + " against " + words(losses, " less ");
    }

    private static String words(List<Share> shares, String relation) {
        List<String> words = new ArrayList<>();
        for (Share share : shares) {
            words.add(Wording.seconds(share.seconds()) + relation + Wording.part(share.part()));
        }
        return Wording.list(words);
    }
}
