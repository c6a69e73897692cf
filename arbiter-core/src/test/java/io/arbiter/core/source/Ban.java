package io.arbiter.core.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern banned from source text, the place where it is banned, and the replacement. */
record Ban(Pattern pattern, String instead, Function<SourceFile, String> where, Predicate<SourceFile> scope) {

    static Ban inCode(String regex, String instead) {
        return new Ban(Pattern.compile(regex), instead, SourceFile::code, file -> true);
    }

    static Ban inComments(String regex, String instead) {
        return new Ban(Pattern.compile(regex), instead, SourceFile::comments, file -> true);
    }

    static Ban inText(String regex, String instead) {
        return new Ban(Pattern.compile(regex, Pattern.MULTILINE), instead, SourceFile::text, file -> true);
    }

    Ban only(Predicate<SourceFile> files) {
        return new Ban(pattern, instead, where, files);
    }

    List<String> violations(SourceFile file) {
        var found = new ArrayList<String>();
        if (scope.test(file)) {
            Matcher matcher = pattern.matcher(where.apply(file));
            while (matcher.find()) {
                found.add(file.at(matcher.start() + 1) + " " + matcher.group().strip() + ": " + instead);
            }
        }
        return found;
    }

    static List<String> violations(List<Ban> bans, List<SourceFile> files) {
        return files.stream()
                .flatMap(file -> bans.stream().flatMap(ban -> ban.violations(file).stream()))
                .toList();
    }
}
