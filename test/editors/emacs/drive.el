;;; drive.el --- A person at Emacs with eglot, without a screen  -*- lexical-binding: t -*-
;; Opens the EMC2 case, looks, types, renames and waives; what was seen is written as JSON to $TERROIR_SEEN. A batch has no idle
;; moments, in which eglot tells the server of changes, so it is told by hand.

(require 'eglot)
(require 'flymake)
(require 'json)
(require 'seq)

(defvar seen '((errors . [])))
(defun see (key value) (push (cons key value) seen))

(defun wait (what holds)
  (let ((end (+ (float-time) 60)) value)
    (while (not (setq value (funcall holds)))
      (when (> (float-time) end) (error "waited in vain for %s" what))
      (accept-process-output nil 0.05))
    value))

(defun point-at (text &optional back)
  (goto-char (point-min))
  (search-forward text)
  (backward-char (or back 1)))

(defun tell () (eglot--signal-textDocument/didChange))

(defun codes ()
  "The findings by their codes, which flymake has in their texts."
  (delq nil (mapcar (lambda (finding)
                      (let ((text (flymake-diagnostic-text finding)))
                        (when (string-match "\\[\\([a-z-]+/[a-z-]+\\)\\]:? ?\\(\\(?:.\\|\n\\)*\\)" text)
                          (cons (match-string 1 text) (match-string 2 text)))))
                    (flymake-diagnostics))))

(defun has (text) (save-excursion (goto-char (point-min)) (search-forward text nil t)))

(defun drive ()
  (find-file "emc2/emc2.terroir")
  (unless (eglot-current-server) (apply #'eglot (eglot--guess-contact)))
  (see 'filetype (symbol-name major-mode))
  (see 'commentstring (string-trim comment-start))
  (wait "findings" (lambda () (assoc "reach/no-foreign-control" (codes))))
  (see 'findings (codes))

  ;; Hover: what the contract is exposed to.
  (point-at "contract EMC2Hosting")
  (let (said)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq said text)))
    (see 'hover (substring-no-properties (wait "the hover" (lambda () said)))))

  ;; Definition: a word of the law leads into the library.
  (point-at "category health")
  (let* ((found (car (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
         (place (xref-item-location found)))
    (see 'definition `((file . ,(xref-file-location-file place)) (line . ,(substring-no-properties (xref-item-summary found))))))

  ;; Completion behind what has been typed.
  (point-at "category health" 0)
  (insert ", gene")
  (let ((offered (eglot-completion-at-point)))
    (see 'completion (vconcat (mapcar #'substring-no-properties (all-completions "gene" (nth 2 offered))))))
  (delete-char -6)

  ;; A mistake is found, and gone when it is mended.
  (goto-char (point-max))
  (insert "organisation Extra { seat Atlantis }\n")
  (tell)
  (wait "the mistake" (lambda () (assoc "names/unknown" (codes))))
  (forward-line -1)
  (delete-region (point) (point-max))
  (tell)
  (wait "nothing wrong" (lambda () (not (assoc "names/unknown" (codes)))))
  (see 'mended t)

  ;; Rename, in the file that is open and in the one that is not.
  (point-at "processor MicrosoftIreland")
  (eglot-rename "MicrosoftEire")
  (tell)
  (see 'renamed `((here . ,(if (and (has "processor MicrosoftEire") (not (has "MicrosoftIreland"))) t :json-false))
                  (there . ,(with-current-buffer (find-file-noselect "parties.terroir")
                              (tell)
                              (if (and (has "organisation MicrosoftEire") (not (has "MicrosoftIreland"))) t :json-false)))))

  ;; Code actions: the list, and the waiver taken from it. The findings are those of before the rename for a moment.
  (let* ((title "Waive reach/no-foreign-control")
         (named (lambda (action) (or (plist-get action :title) "")))
         (actions (wait "the waiver among the actions"
                        (lambda ()
                          (point-at "hosts EMC2 on AzureFrance")
                          (let ((offered (append (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
                                                                  `(:textDocument ,(eglot--TextDocumentIdentifier)
                                                                    :range (:start ,(eglot--pos-to-lsp-position) :end ,(eglot--pos-to-lsp-position))
                                                                    :context (:diagnostics [])))
                                                 nil)))
                            (and (seq-find (lambda (action) (string-prefix-p title (funcall named action))) offered) offered))))))
    (see 'actions (vconcat (mapcar named actions)))
    (eglot--apply-workspace-edit (plist-get (seq-find (lambda (action) (string-prefix-p title (funcall named action))) actions) :edit)))
  (goto-char (point-min))
  (re-search-forward "^waiver .*$")
  (see 'waiver (match-string-no-properties 0)))

(fset 'y-or-n-p (lambda (&rest _) t))
(setq eglot-sync-connect t)
(condition-case problem (drive)
  (error (see 'errors (vector (error-message-string problem)))))
(with-temp-file (getenv "TERROIR_SEEN") (insert (json-encode seen)))
(kill-emacs 0)
