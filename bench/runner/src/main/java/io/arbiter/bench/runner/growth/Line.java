package io.arbiter.bench.runner.growth;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The straight line through points, by least squares (Gauss).
 *
 * @param slope per unit of x
 * @param error of the slope: one standard error, from how far the points lie off the line
 */
record Line(double slope, double error) {
    /** Two points lie on a line whatever they are, and say nothing of its error. */
    static final int FEWEST = 3;

    /** @param x in any unit */
    record Point(double x, double y) {}

    /** Empty if there are fewer than {@link #FEWEST}. */
    static Optional<Line> through(List<Point> points) {
        if (points.size() < FEWEST) {
            return Optional.empty();
        }
        double x = mean(points, Point::x);
        double y = mean(points, Point::y);
        double squares = sum(points, point -> (point.x() - x) * (point.x() - x));
        double slope = sum(points, point -> (point.x() - x) * (point.y() - y)) / squares;
        double off = sum(points, point -> Math.pow(point.y() - y - slope * (point.x() - x), 2));
        return Optional.of(new Line(slope, Math.sqrt(off / (points.size() - 2) / squares)));
    }

    private static double mean(List<Point> points, ToDoubleFunction<Point> value) {
        return sum(points, value) / points.size();
    }

    private static double sum(List<Point> points, ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).sum();
    }
}
