package io.curfew.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Forms of values that say who may pass and what a login adds. */
final class AccessForms {
    private static final int LONGEST_MESSAGE = 500;

    /** What the protocol itself says in an authorization request, and what has a parameter of its own. */
    private static final Set<String> OF_THE_PROTOCOL = Set.of(
            "client_id",
            "client_secret",
            "redirect_uri",
            "response_type",
            "response_mode",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "request",
            "request_uri",
            "max_age",
            "audience");

    private static final Pattern CONTROL = Pattern.compile("\\p{C}");

    /** Alternatives between commas, each of words that are all needed. */
    static final Form<List<Set<String>>> DEMAND = Form.open("list", AccessForms::demand);

    /** Names of claims within each other, from the outside. */
    static final Form<List<String>> CLAIM_PATH = Form.open("list", AccessForms::plainList);

    static final Form<List<String>> ARGUMENT_NAMES = Form.open("list", AccessForms::argumentNames);
    static final Form<List<String>> ARGUMENT_VALUES = Form.open("list", AccessForms::plainList);
    static final Form<List<String>> AUDIENCE = Form.open("list", AccessForms::plainList);
    static final Form<String> MESSAGE = Form.open("text", AccessForms::message);
    static final Form<String> LOGIN_ACTION = Form.open("`upstream` or `redirect`", AccessForms::loginAction);

    private AccessForms() {}

    private static List<Set<String>> demand(String value) throws MalformedValueException {
        List<Set<String>> alternatives = new ArrayList<>();
        for (String alternative : plainList(value)) {
            alternatives.add(new LinkedHashSet<>(List.of(alternative.split(" +"))));
        }
        return alternatives;
    }

    private static List<String> plainList(String value) throws MalformedValueException {
        if (CONTROL.matcher(value).find()) {
            throw MalformedValueException.of(value, "a list without control characters");
        }
        return Forms.list(value);
    }

    private static List<String> argumentNames(String value) throws MalformedValueException {
        Set<String> names = new LinkedHashSet<>();
        for (String part : Forms.list(value)) {
            String name = Forms.ARGUMENT.parse(part);
            if (OF_THE_PROTOCOL.contains(name.toLowerCase(Locale.ROOT))) {
                throw new MalformedValueException("The argument " + Shown.quoted(name)
                        + " belongs to the authorization request itself or has a parameter of its own. Take it out.");
            }
            if (!names.add(name)) {
                throw new MalformedValueException("The argument " + Shown.quoted(name) + " is in the list twice.");
            }
        }
        return List.copyOf(names);
    }

    private static String message(String value) throws MalformedValueException {
        if (value.length() > LONGEST_MESSAGE || CONTROL.matcher(value).find()) {
            throw MalformedValueException.of(
                    value, "a sentence of at most " + LONGEST_MESSAGE + " characters, without control characters");
        }
        return value;
    }

    private static String loginAction(String value) throws MalformedValueException {
        if (value.equals("response")) {
            throw new MalformedValueException(
                    "With 'response' the browser would be given tokens, which Curfew keeps from it."
                            + " Write upstream or redirect.");
        }
        if (!value.equals("upstream") && !value.equals("redirect")) {
            throw MalformedValueException.of(value, "upstream or redirect");
        }
        return value;
    }
}
