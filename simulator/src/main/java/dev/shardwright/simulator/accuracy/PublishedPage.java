package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.catalog.StrictJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Errors that others state or that were measured of them, beside ours on the same rows where there are such. */
final class PublishedPage {
    /**
     * A simulator's error on some runs. {@code origin} says who measured it; {@code ours} chooses our rows;
     * {@code sameRows} says in words how far they are the same.
     */
    record Peer(String simulator, String runs, String error, String origin, Target.Runs ours, String sameRows) {}

    private record Sheet(String description, List<Peer> peers) {}

    private PublishedPage() {}

    static String text(Path profiles, Slices slices) {
        Path file = profiles.resolve("published-errors.json");
        Sheet sheet = StrictJson.bind(StrictJson.readTree(file), Sheet.class, file);
        MarkdownTable table =
                new MarkdownTable("simulator", "runs", "its error", "who says so", "ours", "rows", "same rows?");
        for (Peer peer : sheet.peers()) {
            Slice slice = slices.of(new Target(peer.runs(), peer.ours(), Map.of(), ""));
            int count = slice.summary().time().count();
            table.row(List.of(
                    peer.simulator(),
                    peer.runs(),
                    peer.error(),
                    peer.origin(),
                    MarkdownTable.percent(count, slice.summary().time().mean()) + " / "
                            + MarkdownTable.percent(
                                    count, slice.summary().time().median()),
                    MarkdownTable.count(count),
                    peer.sameRows()));
        }
        return "# Published errors of other simulators\n\nGenerated ([how](../accuracy.md#writing-these-pages)). Ours is "
                + "MAPE / median of step time on the rows named. A claim of an author on runs that the author chose and "
                + "perhaps fitted is not like ours on thousands of rows; where rows differ, the last column says so.\n\n"
                + table.text();
    }
}
