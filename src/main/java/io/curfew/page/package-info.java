/**
 * A hall: what a person or a program reads from the gateway itself: plain HTML pages and RFC 9457 problem documents.
 *
 * <p>In: titles, sentences, links. Out: escaped text with its security headers. It knows nothing of why they are shown.
 */
@NullMarked
package io.curfew.page;

import org.jspecify.annotations.NullMarked;
