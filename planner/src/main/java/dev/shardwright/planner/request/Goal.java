package dev.shardwright.planner.request;

/** What to look for: the objective, the memory that may be used, and how many answers. */
public record Goal(Objective objective, MemoryBudget memory, int answers) {
    public static final Goal FASTEST = new Goal(new Objective.Fastest(), new MemoryBudget.Comfortable(), 5);

    public Goal {
        if (answers < 1 || answers > 1000) {
            throw new IllegalArgumentException("must be between 1 and 1000, but is " + answers);
        }
    }

    public Goal withAnswers(int other) {
        return new Goal(objective, memory, other);
    }

    public Goal withMemory(MemoryBudget other) {
        return new Goal(objective, other, answers);
    }
}
