package dev.shardwright.gui.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.gui.control.PixelGrid;
import dev.shardwright.gui.plan.PlannedWorkspace;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.LayoutRow;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CandidatesViewModelTest {
    private final Workspace workspace = PlannedWorkspace.ofPipeline();
    private final List<TrainingJob> picked = new ArrayList<>();
    private final CandidatesViewModel model = new CandidatesViewModel(workspace, picked::add);

    @Test
    void evaluatesEveryCandidate() {
        Cloud cloud = cloud();
        long all =
                workspace.session().now().answer().orElseThrow().plan().search().candidates();
        assertThat(cloud.all()).isEqualTo(all);
        assertThat(cloud.size()).isEqualTo((int) Math.min(all, CloudSearch.MOST_POINTS));
        assertThat(model.summary().get()).contains(" candidates, ").endsWith(" fit");
        int some = cloud.size() / 2;
        Report report = Simulator.simulate(cloud.source().job(some));
        assertThat(cloud.seconds()[some]).isCloseTo(report.iteration().value(), within(1e-9));
        assertThat(cloud.gibibytes()[some]).isCloseTo(report.memory().peak().inGibibytes(), within(1e-6));
    }

    /** The fastest layout that fits is the plan's first, and the front starts with one as fast. */
    @Test
    void theFrontStartsWithThePlansFirst() {
        Cloud cloud = cloud();
        List<Integer> front = cloud.front();
        LayoutRow first =
                workspace.session().now().answer().orElseThrow().rows().get(0);
        assertThat(cloud.seconds()[front.get(0)])
                .isLessThanOrEqualTo(first.report().iteration().value() + 1e-9);
        for (int i = 1; i < front.size(); i++) {
            assertThat(cloud.seconds()[front.get(i)]).isGreaterThanOrEqualTo(cloud.seconds()[front.get(i - 1)]);
            assertThat(cloud.gibibytes()[front.get(i)]).isLessThan(cloud.gibibytes()[front.get(i - 1)]);
        }
    }

    @Test
    void saysWhyACandidateIsOutOfTheQuestion() {
        Cloud cloud = cloud();
        int refused = 0;
        while (cloud.fits(refused)) {
            refused++;
        }
        assertThat(model.note(refused)).contains("does not fit: needs ").contains(" of 79.2 GiB");
        model.pick(refused);
        assertThat(picked).containsExactly(cloud.source().job(refused));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.25, 1.5, 2})
    void findsThePointUnderTheMouse(double scale) {
        Cloud cloud = cloud();
        PixelGrid grid = PixelGrid.covering(600, 300, scale);
        CloudSheet sheet = new CloudSheet(cloud, model.limit(), grid);
        int[] pixels = new int[grid.count()];
        sheet.paint(pixels, 0, 1, 2);
        int front = cloud.front().get(0);
        double x = sheet.x(cloud.seconds()[front]);
        double y = sheet.y(cloud.gibibytes()[front]);
        assertThat(pixels[((int) (y * scale)) * grid.width() + (int) (x * scale)])
                .isEqualTo(1);
        int found = sheet.at(x, y);
        assertThat(sheet.x(cloud.seconds()[found])).isCloseTo(x, within(3.0));
        assertThat(sheet.seconds(x)).isCloseTo(cloud.seconds()[front], within(1e-9));
        assertThat(sheet.at(-50, -50)).isEqualTo(CloudSheet.NONE);
        assertThat(sheet.outside()).isBetween(0L, (long) cloud.size());
        assertThat(DoubleStream.of(cloud.seconds()).filter(seconds -> sheet.x(seconds) < 0))
                .isEmpty();
    }

    private Cloud cloud() {
        return model.cloud().get().orElseThrow();
    }
}
