package io.curfew.ground;

/** How often a test repeats something: a few times in every build, many times under the Maven profile {@code stress}. */
public final class Stress {
    private static final String PROPERTY = "curfew.stress";

    private Stress() {}

    /** {@code many} where the system property {@value #PROPERTY} is true, else {@code few}. */
    public static int times(int few, int many) {
        return Boolean.getBoolean(PROPERTY) ? many : few;
    }
}
