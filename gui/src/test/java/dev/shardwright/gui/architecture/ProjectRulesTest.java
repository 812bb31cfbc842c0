package dev.shardwright.gui.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules between and across modules. This module is built last, so the classes of all of them are there. */
final class ProjectRulesTest {
    private static final String ROOT = "dev.shardwright";
    private static final List<String> MODULES = List.of("simulator", "planner", "profiler", "gui");
    private static final int MOST_LINES = 400;

    private static JavaClasses project;

    @BeforeAll
    static void readAllModules() {
        project = new ClassFileImporter()
                .importPaths(MODULES.stream()
                        .map(module -> home().resolve(module).resolve("target/classes"))
                        .filter(Files::isDirectory)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "simulator, planner",
        "simulator, profiler",
        "simulator, gui",
        "planner, profiler",
        "planner, gui",
        "profiler, planner",
        "profiler, gui",
        "gui, profiler"
    })
    void moduleArrowsPointOneWay(String from, String to) {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "." + from + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "." + to + "..")
                .because("gui -> planner -> simulator <- profiler, and no other arrow"));
    }

    @ParameterizedTest
    @CsvSource({
        "ai.timefold.., dev.shardwright.planner.solver..",
        "picocli.., dev.shardwright.*.cli..",
        "me.tongfei.progressbar.., dev.shardwright.*.cli..",
        "ai.djl.., dev.shardwright.profiler.device..",
        "org.knowm.xchart.., dev.shardwright.profiler.chart..",
        "de.erichseifert.vectorgraphics2d.., dev.shardwright.profiler.chart..",
        "org.hipparchus.., dev.shardwright.simulator.calibration..;dev.shardwright.profiler.fit..",
        "org.yaml.snakeyaml.., dev.shardwright.planner.importing.document..",
        "javafx.., dev.shardwright.gui..",
        "atlantafx.., dev.shardwright.gui..",
        "org.controlsfx.., dev.shardwright.gui..",
        "org.kordamp.ikonli.., dev.shardwright.gui..",
    })
    void foreignLibrariesStayBehindTheirDoor(String library, String doors) {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(doors.split(";"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("a library that is used in one place can be replaced there"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"planner", "profiler", "gui"})
    void packagesFormNoCycle(String module) {
        check(slices().matching(ROOT + "." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package in a cycle can be neither understood nor tested alone"));
    }

    @Test
    void classesAreClosed() {
        check(classes()
                .that(DescribedPredicate.describe(
                        "are named, ordinary classes",
                        type -> !type.isInterface() && !type.isEnum() && !type.isAnonymousClass()))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)
                .because("a class is final, abstract or a sealed interface's case, so that its readers know them all"));
    }

    @Test
    void publicFieldsAreConstant() {
        check(noFields()
                .that()
                .arePublic()
                .should()
                .notBeFinal()
                .because("a value that anyone can change is nobody's"));
    }

    @Test
    void onlySolverAndViewsHaveSetters() {
        check(noMethods()
                .that()
                .arePublic()
                .and()
                .haveNameMatching("set[A-Z].*")
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(ROOT + ".planner.solver..", ROOT + ".gui.control..")
                .and()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotEndingWith("ViewModel")
                .should()
                .bePublic()
                .because("values are immutable; the solver and view models are where things change"));
    }

    @Test
    void classNamesSayWhatTheyAre() {
        check(noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Data|Info)")
                .because("such a name fits any class and so describes none"));
    }

    @Test
    void packageNamesSayWhatTheyHold() {
        check(noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..misc..", "..helper..")
                .because("such a package collects what nobody thought about"));
    }

    @Test
    void viewModelsHoldNoControls() {
        check(noClasses()
                .that(DescribedPredicate.describe(
                        "are view models", type -> type.getName().contains("ViewModel")))
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.describe("are parts of a window", ProjectRulesTest::isWindowPart))
                .because("a view model is tested without a window"));
    }

    @Test
    void filesStayShort() throws IOException {
        assertThat(javaFiles().filter(file -> lines(file) > MOST_LINES))
                .as("Java files of more than %d lines: divide them", MOST_LINES)
                .isEmpty();
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(project);
    }

    private static boolean isWindowPart(JavaClass type) {
        return Stream.of("javafx.scene.", "javafx.stage.", "org.controlsfx.", "atlantafx.")
                .anyMatch(type.getName()::startsWith);
    }

    private static Stream<Path> javaFiles() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(home().resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        return found.stream();
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The repository: tests run in their module's folder. */
    private static Path home() {
        return Path.of("..").toAbsolutePath().normalize();
    }
}
