"""The document by itself: well-formed, complete in its references, and true to its own examples."""
import re
import unittest

import jsonschema

import openapi


def walk(node, path=()):
    yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, path + (str(key),))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from walk(value, path + (str(number),))


class Document(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.document = openapi.document()

    def schemas(self):
        """Every schema of the document with its place."""
        for path, node in walk(self.document.whole):
            if path[-1:] == ("schema",) or path[-1:] == ("x-line-schema",) or path[-2:-1] in (("x-sse-events",),) \
                    or (len(path) == 3 and path[:2] == ("components", "schemas")):
                yield "/".join(path), node

    def test_every_reference_leads_somewhere(self):
        references = [node["$ref"] for _, node in walk(self.document.source) if isinstance(node, dict) and "$ref" in node]
        self.assertGreater(len(references), 300)
        for reference in references:
            self.assertIsNotNone(openapi.resolve(self.document.source, reference))

    def test_every_schema_is_one(self):
        count = 0
        for place, schema in self.schemas():
            with self.subTest(place):
                jsonschema.Draft202012Validator.check_schema(schema)
            count += 1
        self.assertGreater(count, 100)

    def test_no_member_lost_its_value(self):
        """A comma in an unquoted YAML text makes a member without value out of what follows it."""
        for path, node in walk(self.document.source):
            if node is None and not {"example", "examples"} & set(path):
                self.fail("/".join(path) + " is null")

    def test_objects_of_answers_are_closed(self):
        answers = [(path, node) for path, node in walk(self.document.whole)
                   if "responses" in path and isinstance(node, dict) and isinstance(node.get("properties"), dict)
                   and not {"example", "examples", "allOf"} & set(path)]
        self.assertGreater(len(answers), 50)
        for path, node in answers:
            if path[2:3] == ("/openapi.json",) or "/openapi.json" in path:
                continue
            self.assertIs(node.get("additionalProperties"), False, "/".join(path))
            self.assertLessEqual(set(node.get("required", [])), set(node["properties"]), "/".join(path))

    def test_examples_fit(self):
        count = 0
        for path, media in walk(self.document.whole):
            if not isinstance(media, dict) or "schema" not in media or path[-2:-1] != ("content",):
                continue
            values = [media["example"]] if "example" in media else []
            values += [example["value"] for example in media.get("examples", {}).values()]
            for value in values:
                self.document.judge_value("/".join(path), media["schema"], value)
                count += 1
        self.assertGreater(count, 15)

    def test_examples_of_the_event_page_fit(self):
        examples = openapi.event_page_examples()
        self.assertGreaterEqual(len(examples), 6)
        for example in examples:
            answer = isinstance(example, dict) and "rejected" in example
            self.document.judge_value("event.md", self.document.schema("IngestAnswer" if answer else "EventsBody"), example)

    def test_a_wrong_answer_is_seen(self):
        good = {"outcome": "APPROVED", "reason": None, "decided_at": "2026-06-21T00:00:00.000Z", "event_id": "e1"}
        schema = self.document.schema("DecisionEntry")
        self.document.judge_value("good", schema, good)
        for change in ({"outcome": "MAYBE"}, {"reason": 1}, {"decided_at": "2026-06-21T00:00:00Z"}, {"more": 1}):
            with self.subTest(change), self.assertRaises(openapi.Undocumented):
                self.document.judge_value("bad", schema, dict(good, **change))
        for missing in good:
            with self.subTest(missing), self.assertRaises(openapi.Undocumented):
                self.document.judge_value("bad", schema, {key: value for key, value in good.items() if key != missing})

    def test_operations_have_what_clients_need(self):
        names = [operation["operationId"] for _, _, operation in self.document.operations()]
        self.assertEqual(len(names), len(set(names)))
        for method, path, operation in self.document.operations():
            with self.subTest(f"{method} {path}"):
                placed = {name for place, name in self.document.parameters(method, path) if place == "path"}
                self.assertEqual(placed, set(re.findall(r"\{(\w+)\}", path)))
                for status, response in operation["responses"].items():
                    self.assertIn("X-Request-Id", response["headers"], status)

    def test_every_problem_code_has_an_answer_that_carries_it(self):
        carried = set()
        for path, node in walk(self.document.whole):
            if path[-3:] == ("application/problem+json", "schema", "properties"):
                code = node["code"]["allOf"][1]
                carried |= set(code.get("enum", [code.get("const")]))
        self.assertEqual(carried, set(self.document.schema("ProblemCode")["enum"]))


if __name__ == "__main__":
    unittest.main()
