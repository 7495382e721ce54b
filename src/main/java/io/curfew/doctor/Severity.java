package io.curfew.doctor;

/** How bad a finding is. */
public enum Severity {
    /** Logins, sign-outs or logouts fail, or do less than they were configured to do. */
    FAULT,
    /** All works, but less well than it could, or it could not be seen whether it does. */
    WARNING
}
