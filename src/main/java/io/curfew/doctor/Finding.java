package io.curfew.doctor;

/**
 * Something that is not as it should be.
 *
 * @param what was found here, without any secret
 */
public record Finding(FindingCode code, String what) {}
