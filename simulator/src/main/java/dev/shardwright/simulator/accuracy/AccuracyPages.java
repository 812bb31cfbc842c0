package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.validation.AccuracyTable;
import java.nio.file.Path;
import java.util.List;

/** The pages on accuracy that are cheap enough to be held equal to the predictions on every build. */
public final class AccuracyPages {
    private AccuracyPages() {}

    /**
     * @param overview the text of docs/accuracy.md, whose generated blocks are replaced
     * @param profiles the folder of shipped profiles
     */
    public static List<Page> of(Slices slices, String overview, Path profiles) {
        String page = Page.withBlock(
                overview, "accuracy", AccuracyTable.markdown(slices.accuracy().validation()));
        page = Page.withBlock(page, "targets", TargetTable.text(Target.all(profiles), slices));
        return List.of(
                new Page("accuracy.md", page),
                new Page("accuracy/by-file.md", SlicePage.text("file", slices.byFile())),
                new Page("accuracy/by-stack.md", SlicePage.text("stack", slices.byStack())),
                new Page(
                        "accuracy/skipped.md",
                        SkippedPage.text(slices.accuracy().validation().summaries())),
                new Page("accuracy/published.md", PublishedPage.text(profiles, slices)),
                new Page(
                        "accuracy/parts.md",
                        PartsPage.text(
                                PartChecks.of(Catalog.at(profiles), profiles),
                                MeasuredParts.of(profiles).sources())),
                new Page(
                        "images/accuracy.svg",
                        new ScatterPlot(slices.accuracy().validation().scored()).svg()));
    }
}
