"""What people do at the desk: one function a page, each from the ledger's read view to a typed context."""

from sayso.desk.article import ArticlePage, article_page
from sayso.desk.cards import Board, Order, board
from sayso.desk.entity import EntitiesPage, EntityPage, entities_page, entity_page
from sayso.desk.judge import correct, judge_names, reopen, restore, settle, unjudge_names
from sayso.desk.moments import read_as_of, read_moment
from sayso.desk.outlet import ArticlesPage, OutletsPage, articles_page, outlets_page
from sayso.desk.question import QuestionPage, question_page
from sayso.desk.refusals import RefusalsPage, refusals_page
from sayso.desk.search import SearchPage, search_page
from sayso.desk.serial import to_json, to_plain
from sayso.desk.source import SourcePage, SourcesPage, source_page, sources_page
from sayso.desk.steps import History, history

__all__ = [
    "ArticlePage",
    "ArticlesPage",
    "Board",
    "EntitiesPage",
    "EntityPage",
    "History",
    "Order",
    "OutletsPage",
    "QuestionPage",
    "RefusalsPage",
    "SearchPage",
    "SourcePage",
    "SourcesPage",
    "article_page",
    "articles_page",
    "board",
    "correct",
    "entities_page",
    "entity_page",
    "history",
    "judge_names",
    "outlets_page",
    "question_page",
    "read_as_of",
    "read_moment",
    "refusals_page",
    "reopen",
    "restore",
    "search_page",
    "settle",
    "source_page",
    "sources_page",
    "to_json",
    "to_plain",
    "unjudge_names",
]
