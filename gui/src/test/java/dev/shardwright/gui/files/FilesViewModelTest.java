package dev.shardwright.gui.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.plan.Notice;
import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.planner.export.Framework;
import dev.shardwright.simulator.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slow work is done at once, where it is asked for. */
final class FilesViewModelTest {
    private static final Path JOB = Path.of("..", "examples", "llama-3-8b-on-8-h100.json");

    private final Workspace workspace = Workspace.of(Catalog.shipped(), new Threads(Runnable::run, Runnable::run));
    private final PlanViewModel plan = new PlanViewModel(workspace);
    private final FilesViewModel files = new FilesViewModel(workspace, plan, List.of());

    @Test
    void aJobIsALayoutToLookAt() {
        files.open(JOB);
        ChosenLayout layout = workspace.session().now().selected().orElseThrow();
        assertThat(layout.name()).isEqualTo("llama-3-8b-on-8-h100.json");
        assertThat(workspace.navigation().place().get()).isEqualTo("Memory");
        assertThat(files.recent().get()).containsExactly(JOB);
    }

    @Test
    void theLayoutsOfAPlanArePinned(@TempDir Path folder) {
        plan.form().text(PlanField.MODEL).set("llama-3-8b");
        plan.form().text(PlanField.GPUS).set("8");
        plan.plan();
        Path file = folder.resolve("plan.json");
        plan.savePlan(file);
        files.open(file);
        assertThat(workspace.session().now().pinned())
                .extracting(ChosenLayout::name)
                .containsExactly("plan.json #1", "plan.json #2", "plan.json #3");
        assertThat(workspace.navigation().place().get()).isEqualTo("Compare");
    }

    @Test
    void aPlanSaysWhichFrameworkItWasSearchedFor(@TempDir Path folder) {
        plan.form().text(PlanField.MODEL).set("llama-3-8b");
        plan.form().text(PlanField.GPUS).set("8");
        plan.form().text(PlanField.FRAMEWORK).set("torchtitan");
        plan.plan();
        Path file = folder.resolve("plan.json");
        plan.savePlan(file);
        workspace.session().update(now -> now.searchedFor(Optional.empty()));
        files.open(file);
        assertThat(workspace.session().now().target().orElseThrow().label())
                .isEqualTo(Framework.TORCHTITAN.at("").label());
        files.open(JOB);
        assertThat(workspace.session().now().target()).isEmpty();
    }

    @Test
    void aConfigIsTheModelAndAClusterTheCluster(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
        files.open(config);
        assertThat(plan.form().text(PlanField.MODEL).get()).isEqualTo(config.toString());
        assertThat(workspace.navigation().place().get()).isEqualTo("Job");
        Path cluster = Path.of("..", "profiles", "clusters", "dgx-h100.json");
        files.open(cluster);
        assertThat(plan.form().text(PlanField.CLUSTER).get()).isEqualTo(cluster.toString());
        assertThat(files.recent().get()).containsExactly(cluster, config);
    }

    @Test
    void runsAndKernelProfilesWaitForTheirScreens(@TempDir Path folder) throws IOException {
        Path runs = Files.writeString(folder.resolve("runs.jsonl"), "{");
        files.open(runs);
        assertThat(workspace.runs().take()).containsExactly(runs);
        assertThat(workspace.navigation().place().get()).isEqualTo("Accuracy");
        Path kernels = Path.of("..", "profiles", "kernels", "l40s.json");
        files.open(kernels);
        assertThat(workspace.kernels().take()).containsExactly(kernels);
        assertThat(workspace.kernels().waiting().get()).isEmpty();
        assertThat(workspace.navigation().place().get()).isEqualTo("Profiles");
    }

    @Test
    void saysWhyAFileIsNotOpened(@TempDir Path folder) throws IOException {
        files.open(folder.resolve("nothing.json"));
        assertThat(plan.notice().get().kind()).isEqualTo(Notice.Kind.REFUSED);
        assertThat(plan.notice().get().text()).contains("nothing.json: cannot be read");
        files.open(Files.writeString(folder.resolve("other.json"), "{}"));
        assertThat(plan.notice().get().text()).contains("is none of");
        files.open(Files.writeString(folder.resolve("cut.json"), "{\"format\": \"shardwright-plan\", \"plans\": ["));
        assertThat(plan.notice().get().kind()).isEqualTo(Notice.Kind.REFUSED);
        assertThat(plan.notice().get().text()).contains("cut.json").contains("JSON");
        files.open(Files.write(folder.resolve("picture.json"), new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff}));
        assertThat(plan.notice().get().text()).contains("picture.json: cannot be read");
        assertThat(files.recent().get()).isEmpty();
    }
}
