package dev.shardwright.planner.form;

import dev.shardwright.simulator.unit.Seconds;
import dev.shardwright.simulator.whatif.Goodput;
import dev.shardwright.simulator.whatif.Reliability;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a run is and how often it fails, as it is typed: texts by option. */
public record TrainingRunForm(Map<String, String> texts) {
    private static final String TOKENS = "--tokens";
    private static final String OF_JOB = "--mtbf";
    private static final String OF_DEVICE = "--mtbf-per-gpu";
    private static final String CHECKPOINT = "--checkpoint-time";
    private static final String INTERVAL = "--checkpoint-interval";
    private static final String RESTART = "--restart-time";
    private static final List<String> OF_FAILURES = List.of(OF_JOB, OF_DEVICE, CHECKPOINT, INTERVAL, RESTART);

    /** A job that makes less than a millionth of its time last does not get on. */
    private static final double LEAST_SHARE = 1e-6;

    /** In place of what cannot be read, so that only that is reported. */
    private static final Seconds SELDOM = new Seconds(1e9);

    private static final Pattern AMOUNT = Pattern.compile("([0-9.]+(?:[eE][0-9]+)?)\\s*([kKMBGT]?)");
    private static final Map<String, Double> PREFIXES =
            Map.of("", 1.0, "K", 1e3, "M", 1e6, "B", 1e9, "G", 1e9, "T", 1e12);

    public TrainingRunForm {
        texts = Map.copyOf(texts);
    }

    private String text(String option) {
        return texts.getOrDefault(option, "");
    }

    private boolean given(String option) {
        return !text(option).isEmpty();
    }

    /** Tokens to train on; 0 if no run is asked for. */
    public double tokens(OptionReader reader) {
        List<String> others = OF_FAILURES.stream().filter(this::given).toList();
        reader.require(
                given(TOKENS) || others.isEmpty(),
                String.join(", ", others),
                "says how a run goes on, but not how long it is.",
                "Add " + TOKENS + ", such as " + TOKENS + " 15T.");
        return reader.read(TOKENS, text(TOKENS), 0.0, TrainingRunForm::amount);
    }

    /** How much of the time is useful; empty if nothing is said about failures. */
    public Optional<Goodput> goodput(OptionReader reader, int devices) {
        if (OF_FAILURES.stream().noneMatch(this::given)) {
            return Optional.empty();
        }
        requireAll(reader);
        Seconds ofDevice = time(reader, OF_DEVICE, SELDOM);
        Seconds between = given(OF_DEVICE) ? ofDevice.times(1.0 / devices) : time(reader, OF_JOB, SELDOM);
        Seconds checkpoint = time(reader, CHECKPOINT, new Seconds(1));
        Seconds restart = reader.read(RESTART, text(RESTART), Seconds.ZERO, Seconds::parse);
        Reliability reliability = new Reliability(between, checkpoint, restart);
        Seconds best = reliability.bestInterval();
        Seconds interval = given(INTERVAL) ? time(reader, INTERVAL, best) : best;
        Goodput goodput = reliability.every(interval);
        reader.require(
                goodput.share() > LEAST_SHARE,
                (given(OF_DEVICE) ? OF_DEVICE : OF_JOB) + " = " + text(given(OF_DEVICE) ? OF_DEVICE : OF_JOB),
                "is one failure of the job in " + between + ": it would hardly ever reach the next checkpoint.",
                "Checkpoint faster or more often.");
        return Optional.of(goodput);
    }

    private void requireAll(OptionReader reader) {
        reader.require(
                given(OF_JOB) != given(OF_DEVICE),
                OF_JOB + ", " + OF_DEVICE,
                "one of the two is needed.",
                "For example: " + OF_JOB + " \"8 h\", or " + OF_DEVICE + " \"50000 h\".");
        reader.require(given(CHECKPOINT), CHECKPOINT, "is missing.", "For example: " + CHECKPOINT + " \"2 min\".");
        reader.require(given(RESTART), RESTART, "is missing.", "For example: " + RESTART + " \"10 min\".");
    }

    private Seconds time(OptionReader reader, String option, Seconds fallback) {
        return reader.read(option, text(option), fallback, text -> {
            Seconds time = Seconds.parse(text);
            if (time.value() == 0) {
                throw new IllegalArgumentException("must be longer than nothing");
            }
            return time;
        });
    }

    private static double amount(String text) {
        Matcher matcher = AMOUNT.matcher(text.strip().replace("_", ""));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a number of tokens such as 300B or 15T");
        }
        double number;
        try {
            number = Double.parseDouble(matcher.group(1))
                    * PREFIXES.get(matcher.group(2).toUpperCase(Locale.ROOT));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number of tokens such as 300B or 15T", e);
        }
        if (!(number >= 1) || number > 1e18) {
            throw new IllegalArgumentException("must be between 1 and 1e18 tokens");
        }
        return number;
    }
}
