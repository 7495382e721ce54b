package io.curfew.bench;

import java.util.List;

/** The straight line that is nearest to some points, by least squares. */
final class Trend {
    /** A point. */
    record Point(double x, double y) {}

    private Trend() {}

    /** How much y grows while x grows by one; there must be two different x. */
    static double slope(List<Point> points) {
        double meanX = points.stream().mapToDouble(Point::x).average().orElseThrow();
        double meanY = points.stream().mapToDouble(Point::y).average().orElseThrow();
        double together = points.stream()
                .mapToDouble(point -> (point.x() - meanX) * (point.y() - meanY))
                .sum();
        double alone = points.stream()
                .mapToDouble(point -> (point.x() - meanX) * (point.x() - meanX))
                .sum();
        return together / alone;
    }
}
