package dev.shardwright.planner.form;

import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.MemoryBudget;
import dev.shardwright.planner.request.Objective;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Map;

/** What to look for and for how long, as it is typed: texts by option; absent ones keep their default. */
public record SearchForm(Map<String, String> texts) {
    public SearchForm {
        texts = Map.copyOf(texts);
    }

    private String text(String option) {
        return texts.getOrDefault(option, "");
    }

    public Goal goal(OptionReader reader) {
        Objective wanted = reader.read("--objective", text("--objective"), Goal.FASTEST.objective(), Objective::parse);
        MemoryBudget memory =
                reader.read("--max-memory", text("--max-memory"), Goal.FASTEST.memory(), SearchForm::memoryBudget);
        int answers = reader.read("--top", text("--top"), Goal.FASTEST.answers(), SearchForm::answers);
        return new Goal(wanted, memory, answers);
    }

    public SearchLimits limits(OptionReader reader) {
        SearchLimits limits = SearchLimits.DEFAULT;
        return new SearchLimits(
                reader.read("--search", text("--search"), limits.method(), SearchLimits.Method::parse),
                reader.read("--seed", text("--seed"), limits.seed(), SearchForm::wholeNumber),
                reader.read("--time-limit", text("--time-limit"), limits.time(), SearchForm::time),
                Runtime.getRuntime().availableProcessors());
    }

    /** The framework that must be able to say the answer; any when none is named. */
    public Dialect dialect(OptionReader reader) {
        return reader.read("--for", text("--for"), Dialect.ANY, text -> Target.parse("--for", text));
    }

    private static int answers(String text) {
        int count = OptionReader.positive(text);
        if (count > 1000) {
            throw new IllegalArgumentException("must be between 1 and 1000");
        }
        return count;
    }

    private static MemoryBudget memoryBudget(String text) {
        double factor = text.endsWith("%") ? 0.01 : 1;
        String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            return new MemoryBudget.Share(Double.parseDouble(digits) * factor);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a share such as 0.9 or 90%", e);
        }
    }

    private static long wholeNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }

    private static Seconds time(String text) {
        Seconds time = Seconds.parse(text.matches("[0-9.]+") ? text + "s" : text);
        if (time.value() == 0) {
            throw new IllegalArgumentException("must be longer than nothing");
        }
        return time;
    }
}
