package io.arbiter.cli.promotion;

import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.PromotionObstacle;
import java.util.ArrayList;
import java.util.List;

/** What stands in the way of a promotion, for people. */
final class Obstacles {
    private Obstacles() {}

    static List<String> lines(List<PromotionObstacle> obstacles) {
        if (obstacles.isEmpty()) {
            return List.of("Nothing stands in the way.");
        }
        var lines = new ArrayList<String>();
        lines.add("In the way:");
        for (PromotionObstacle obstacle : obstacles) {
            lines.add("  " + lines.size() + ". " + obstacle.getReason() + ": " + sentence(obstacle.getDetail()) + " "
                    + DisplayText.passes(obstacle.hasEarliestMillis(), obstacle.getEarliestMillis()));
        }
        return lines;
    }

    private static String sentence(String detail) {
        String text = Text.printable(detail);
        return text.endsWith(".") ? text : text + ".";
    }
}
