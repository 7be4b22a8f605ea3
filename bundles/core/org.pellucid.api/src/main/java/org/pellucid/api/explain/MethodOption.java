package org.pellucid.api.explain;

/**
 * An option of a method, as {@code --option name=value} sets it.
 *
 * @param name         key
 * @param defaultValue what holds when it is not given, as text
 * @param range        what is allowed, in words: {@code 1..100000}, {@code true|false}
 * @param description  what it does, with its unit
 */
public record MethodOption(String name, String defaultValue, String range, String description) {
}
