package io.arbiter.chaos.report;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page taken apart by an XML parser: fails if it is not well-formed. */
public record PageReader(String html, Document document) {
    public static PageReader of(String html) {
        try {
            return new PageReader(
                    html,
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(html))));
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + e.getMessage(), e);
        }
    }

    public static PageReader of(Examples example) {
        return of(Report.html(example.info(), example.history(), example.verdicts()));
    }

    public List<Element> all(String xpath) {
        try {
            var nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(xpath, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> (Element) nodes.item(i))
                    .toList();
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(xpath, e);
        }
    }

    Element one(String xpath) {
        List<Element> found = all(xpath);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + xpath + ", found " + found.size());
        }
        return found.get(0);
    }

    /** The card with this heading. */
    public String card(String heading) {
        return "//section[h2[starts-with(., '" + heading + "')]]";
    }

    public List<String> texts(String xpath) {
        return all(xpath).stream().map(Element::getTextContent).toList();
    }

    public String text(String xpath) {
        return one(xpath).getTextContent();
    }

    /** The cells of the rows of a table. */
    List<List<String>> rows(String table) {
        return all(table + "//tbody/tr").stream()
                .map(row -> IntStream.range(0, row.getChildNodes().getLength())
                        .mapToObj(i -> row.getChildNodes().item(i))
                        .filter(Element.class::isInstance)
                        .map(cell -> cell.getTextContent())
                        .toList())
                .toList();
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute).replace("%", ""));
    }
}
