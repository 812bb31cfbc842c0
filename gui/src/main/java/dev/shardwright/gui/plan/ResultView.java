package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import dev.shardwright.gui.session.PlanAnswer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The answer: ranked layouts, remarks and the selected layout; or a word on why there is none. */
final class ResultView {
    private final PlanViewModel model;
    private final Label title = wrapped(Styles.TITLE_4);
    private final Label subtitle = wrapped("muted");
    private final Label outcome = wrapped("muted");
    private final Label shared = wrapped("muted");
    private final Label noLayout =
            new Label("No layout fits: the closest, and what would fit", new FontIcon(Feather.ALERT_TRIANGLE));
    private final LayoutTable table;
    private final RemarksView why = new RemarksView();
    private final RemarksView others = new RemarksView();
    private final VBox otherChoices;
    private final VBox ranking;
    private final Region detail;
    private final ScrollPane shown;
    private final VBox empty = new VBox(12);
    private final StackPane root = new StackPane();

    ResultView(PlanViewModel model, PlanActions actions, Region candidates, Node pin) {
        this.model = model;
        table = new LayoutTable(model);
        title.setId("answer-title");
        outcome.setId("outcome");
        shared.setId("shared");
        noLayout.getStyleClass().add("no-layout");
        ranking = new VBox(10, noLayout, table.root(), shared, why.root());
        ranking.getStyleClass().add("card");
        Region selected = new DetailView(model, actions, pin).root();
        detail = sideBySide(candidates, selected);
        Label heading = new Label("What other choices would cost");
        heading.getStyleClass().add("section");
        otherChoices = new VBox(8, heading, others.root());
        otherChoices.getStyleClass().add("card");
        VBox content = new VBox(14, new VBox(3, title, subtitle, outcome), ranking, detail, otherChoices);
        content.getStyleClass().add("results");
        shown = new ScrollPane(content);
        shown.setFitToWidth(true);
        shown.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        empty.setAlignment(Pos.CENTER);
        empty.getStyleClass().add("empty");
        root.getChildren().setAll(empty, shown);
        model.answer().addListener((property, old, answer) -> answer.ifPresent(this::show));
        model.phase().addListener((property, old, phase) -> arrange(phase));
        arrange(model.phase().get());
    }

    Region root() {
        return root;
    }

    private static Region sideBySide(Region left, Region right) {
        GridPane pane = new GridPane();
        pane.setHgap(14);
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        pane.getColumnConstraints().setAll(half, half);
        GridPane.setVgrow(left, Priority.ALWAYS);
        pane.addRow(0, left, right);
        return pane;
    }

    private static Label wrapped(String style) {
        Label label = new Label();
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }

    private void show(PlanAnswer answer) {
        title.setText(answer.title());
        subtitle.setText(answer.subtitle());
        outcome.setText(answer.outcome());
        shared.setText("In each: " + answer.shared() + ".");
        present(shared, !answer.shared().isEmpty());
        table.show(answer);
        boolean layouts = !answer.plan().layouts().isEmpty();
        if (layouts) {
            why.show(answer.whyFirst());
        } else {
            why.showPlain(answer.remarks());
        }
        present(noLayout, !layouts);
        others.show(answer.otherChoices());
        present(otherChoices, layouts && !answer.otherChoices().isEmpty());
        present(table.root(), layouts);
        present(detail, layouts);
    }

    private void arrange(Phase phase) {
        boolean answered = model.answer().get().isPresent();
        shown.setVisible(answered);
        shown.setOpacity(phase == Phase.PLANNING || phase == Phase.REFUSED ? 0.45 : 1);
        empty.setVisible(!answered);
        switch (phase) {
            case READY ->
                empty(
                        Feather.LAYERS,
                        "Which layout trains fastest?",
                        "Describe the job on the Job screen (Ctrl+1), then press Plan or Ctrl+Enter.");
            case PLANNING ->
                empty(Feather.SEARCH, "Searching", "Escape ends the search; the best so far becomes the answer.");
            case REFUSED ->
                empty(Feather.ALERT_CIRCLE, "Not a job yet", "The Job screen (Ctrl+1) says what has to change.");
            case PLANNED, NOTHING_FITS -> empty.getChildren().clear();
        }
    }

    private void empty(Feather icon, String headline, String text) {
        FontIcon picture = new FontIcon(icon);
        picture.getStyleClass().add("empty-icon");
        Label head = new Label(headline);
        head.getStyleClass().add(Styles.TITLE_3);
        Label body = new Label(text);
        body.getStyleClass().add("muted");
        empty.getChildren().setAll(picture, head, body);
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
