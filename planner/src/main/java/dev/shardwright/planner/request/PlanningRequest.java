package dev.shardwright.planner.request;

import java.util.List;

/** One question to the planner. Several device counts are searched one after the other and ranked together. */
public record PlanningRequest(
        JobFrame frame, List<Integer> deviceCounts, Freedom freedom, Goal goal, SearchLimits limits) {
    public PlanningRequest {
        if (deviceCounts.isEmpty()) {
            throw new IllegalArgumentException("a plan needs at least one device count");
        }
        deviceCounts = List.copyOf(deviceCounts);
    }

    /** The cluster's own device count, everything free. */
    public static PlanningRequest of(JobFrame frame) {
        return new PlanningRequest(
                frame, List.of(frame.cluster().devices()), Freedom.FULL, Goal.FASTEST, SearchLimits.DEFAULT);
    }

    /** The same question about another job, on that job's own device count only. */
    public PlanningRequest with(JobFrame other) {
        return new PlanningRequest(other, List.of(other.cluster().devices()), freedom, goal, limits);
    }

    public PlanningRequest with(Freedom other) {
        return new PlanningRequest(frame, deviceCounts, other, goal, limits);
    }

    public PlanningRequest with(Goal other) {
        return new PlanningRequest(frame, deviceCounts, freedom, other, limits);
    }

    public PlanningRequest with(SearchLimits other) {
        return new PlanningRequest(frame, deviceCounts, freedom, goal, other);
    }

    /** The frame of each device count. */
    public List<JobFrame> frames() {
        return deviceCounts.stream().map(frame::withDevices).toList();
    }
}
