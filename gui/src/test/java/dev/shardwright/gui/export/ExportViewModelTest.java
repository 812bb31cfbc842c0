package dev.shardwright.gui.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlannedWorkspace;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.gui.session.Session;
import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.ExportedFile;
import dev.shardwright.planner.export.Framework;
import dev.shardwright.simulator.job.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExportViewModelTest {
    private final Workspace workspace = PlannedWorkspace.ofPipeline();
    private final ExportViewModel model = new ExportViewModel(workspace);

    @TempDir
    private Path folder;

    private TrainingJob job() {
        return workspace.session().now().selected().orElseThrow().job();
    }

    /** Either all its files or all its reasons, as the command line gives them, and every line whole in its colours. */
    @ParameterizedTest
    @EnumSource(Framework.class)
    void everyFrameworkSaysTheLayoutOrWhyNot(Framework framework) {
        for (String version : framework.versions()) {
            model.choose(framework);
            model.choose(version);
            var target = framework.at(version);
            assertThat(model.refusals().get()).isEqualTo(target.refusals(job()));
            if (model.refusals().get().isEmpty()) {
                assertThat(model.files().get()).isEqualTo(target.export(job(), ExportContext.predicted(job())));
                assertThat(model.shown().get()).contains(model.files().get().get(0));
            } else {
                assertThat(model.files().get()).isEmpty();
                assertThat(model.shown().get()).isEmpty();
            }
            for (ExportedFile file : model.files().get()) {
                FileKind kind = FileKind.of(file);
                assertThat(file.text().lines())
                        .allSatisfy(line -> assertThat(kind.tokens(line).stream()
                                        .map(Token::text)
                                        .collect(Collectors.joining()))
                                .isEqualTo(line));
            }
        }
    }

    @Test
    void savesAllFilesAndSaysWhatItWouldReplace() throws IOException {
        Path target = folder.resolve("new/launch");
        assertThat(model.replaced(target)).isEmpty();
        model.save(target);
        assertThat(model.failure().get()).isEmpty();
        assertThat(model.message().get()).startsWith("Wrote launch.sh").endsWith(" to " + target);
        for (ExportedFile file : model.files().get()) {
            assertThat(target.resolve(file.name())).hasContent(file.text());
            assertThat(Files.isExecutable(target.resolve(file.name())))
                    .isEqualTo(file.mode() == ExportedFile.Mode.EXECUTABLE);
        }
        assertThat(model.replaced(target)).isEmpty();
        Files.writeString(target.resolve("launch.sh"), "mine");
        assertThat(model.replaced(target)).containsExactly(target.resolve("launch.sh"));
    }

    @Test
    void saysWhyItCannotSaveAndLosesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "mine");
        model.save(file);
        assertThat(model.failure().get()).contains(file.toString()).contains("is a file, not a folder");
        assertThat(model.message().get()).isEmpty();
        assertThat(file).hasContent("mine");
        assertThat(model.files().get()).isNotEmpty();
    }

    /** Nobody may make a folder there, not even an administrator. */
    @Test
    void saysThatAFolderCannotBeWrittenTo() {
        Path readOnly = Path.of("/proc/launch-files");
        assumeTrue(Files.isDirectory(readOnly.getParent()));
        model.save(readOnly);
        assertThat(model.failure().get()).contains(readOnly.toString()).contains("cannot be");
        assertThat(model.message().get()).isEmpty();
    }

    @Test
    void namesTheCommandThatWritesTheSame() {
        model.choose(Framework.TORCHTITAN);
        assertThat(model.command())
                .contains("shardwright export plan.json --to torchtitan@"
                        + model.version().get() + " --rank 1 -o launch-files/");
        ChosenLayout changed = model.layout().get().orElseThrow();
        workspace.session().update(now -> now.looking(new ChosenLayout("#1 changed", changed.report())));
        assertThat(model.command()).isEmpty();
    }

    @Test
    void startsWithTheFrameworkThatWasSearchedFor() {
        Workspace searched = PlannedWorkspace.of(
                Map.of(PlanField.MODEL, "llama-3-8b", PlanField.GPUS, "16", PlanField.FRAMEWORK, "torchtitan"));
        Session session = searched.session().now();
        assertThat(session.answer().orElseThrow().subtitle())
                .endsWith("; only layouts that torchtitan "
                        + Framework.TORCHTITAN.at("").version() + " can express");
        assertThat(session.answer().orElseThrow().rows())
                .allSatisfy(row -> assertThat(Framework.TORCHTITAN
                                .at("")
                                .refusals(row.report().job()))
                        .isEmpty());
        ExportViewModel export = new ExportViewModel(searched);
        assertThat(export.framework().get()).isEqualTo(Framework.TORCHTITAN);
        assertThat(export.files().get()).isNotEmpty();
        export.choose(Framework.MEGATRON);
        searched.session()
                .update(now -> now.looking(
                        ChosenLayout.of(session.answer().orElseThrow().rows().get(1))));
        assertThat(export.framework().get()).as("what a person chose stays").isEqualTo(Framework.MEGATRON);
    }

    @Test
    void followsTheSelectedLayout() {
        var second = workspace.session().now().answer().orElseThrow().rows().get(1);
        workspace.session().update(now -> now.looking(ChosenLayout.of(second)));
        assertThat(model.layout().get().orElseThrow().name()).isEqualTo("#2");
        assertThat(model.files().get())
                .isEqualTo(Framework.MEGATRON.at("").export(job(), ExportContext.predicted(job())));
    }
}
