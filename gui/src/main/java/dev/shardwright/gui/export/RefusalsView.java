package dev.shardwright.gui.export;

import dev.shardwright.simulator.problem.Problem;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Why a framework cannot say a layout: each choice, the rule that it breaks, and the nearest that can be said. */
final class RefusalsView {
    private final VBox reasons = new VBox(10);
    private final ScrollPane root = new ScrollPane(reasons);

    RefusalsView() {
        reasons.setId("export-refusals");
        reasons.getStyleClass().add("results");
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    }

    Region root() {
        return root;
    }

    /** @param target for example "torchtitan 0.2.2" */
    void show(String target, List<Problem> refusals) {
        Label headline = label(target + " cannot start this layout as it is", "section");
        Label advice = label(
                "Nothing is written, since a file that says something near it would train another job. Choose another"
                        + " framework or version, select another layout on the Plan screen, or change the job:",
                "muted");
        reasons.getChildren().setAll(headline, advice);
        refusals.forEach(refusal -> reasons.getChildren().add(card(refusal)));
    }

    private static VBox card(Problem refusal) {
        VBox card = new VBox(4);
        card.getStyleClass().add("card");
        add(card, refusal.where(), "section");
        add(card, refusal.rule(), "plain");
        add(card, refusal.suggestion(), "nearest");
        return card;
    }

    private static void add(VBox card, String words, String style) {
        if (!words.isEmpty()) {
            card.getChildren().add(label(words, style));
        }
    }

    private static Label label(String words, String style) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }
}
