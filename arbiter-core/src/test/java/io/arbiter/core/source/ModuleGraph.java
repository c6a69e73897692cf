package io.arbiter.core.source;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The dependencies between modules in the build; those of tests only are left out. */
final class ModuleGraph {
    private static final Path PROJECT = Path.of("..");

    private ModuleGraph() {}

    /** The graph for Mermaid, a line for each module that needs others. */
    static String drawing() {
        Map<String, Element> modules = new LinkedHashMap<>();
        for (Element module : children(read("pom.xml"), "modules", "module")) {
            String folder = module.getTextContent();
            modules.put(folder, read(folder + "/pom.xml"));
        }
        Map<String, String> folders = new LinkedHashMap<>();
        modules.forEach((folder, pom) -> folders.put(text(pom, "artifactId"), folder));
        return modules.entrySet().stream()
                .map(module -> line(module.getKey(), needs(module.getValue(), folders)))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("", "```mermaid\ngraph LR\n", "```\n"));
    }

    private static String line(String module, List<String> needs) {
        return needs.isEmpty() ? "" : "  " + module + " --> " + String.join(" & ", needs) + "\n";
    }

    private static List<String> needs(Element pom, Map<String, String> folders) {
        return children(pom, "dependencies", "dependency").stream()
                .filter(dependency -> !text(dependency, "scope").equals("test"))
                .map(dependency -> folders.get(text(dependency, "artifactId")))
                .filter(folder -> folder != null)
                .sorted()
                .toList();
    }

    private static Element read(String pom) {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(PROJECT.resolve(pom).toFile());
            return document.getDocumentElement();
        } catch (Exception unreadable) {
            throw new IllegalStateException("cannot read " + pom, unreadable);
        }
    }

    private static List<Element> children(Element parent, String list, String name) {
        return elements(parent, list).stream()
                .flatMap(found -> elements(found, name).stream())
                .toList();
    }

    private static String text(Element parent, String name) {
        return elements(parent, name).stream()
                .map(Node::getTextContent)
                .findFirst()
                .orElse("");
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node instanceof Element && node.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }
}
